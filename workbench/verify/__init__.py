"""Whether a PDF prints what the plan inside it gives: all is printed anew and compared with what stands there."""
