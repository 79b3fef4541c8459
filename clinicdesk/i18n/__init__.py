"""Every word, date, number and amount in the reader's language; the only home of Babel."""
