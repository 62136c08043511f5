"""What must hold between printed numbers: identities as data, trees, verdicts, the joint test."""
