"""Made-up accounts as web pages in eight layouts, printed by a browser that knows nothing of the kit."""
