"""What people say to one another about a thing: questions, answers, and notes that one side keeps to itself."""
