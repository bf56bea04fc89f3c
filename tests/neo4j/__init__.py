"""The Neo4j engine by itself: what it asks, what it stores, and what it does when servers fail."""
