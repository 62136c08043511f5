"""Identities of the prose, the joint test of an account; how many statements have which verdict."""
