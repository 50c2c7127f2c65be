"""What is quick, and beside what: each module measures one thing against a named peer in the same run."""
