"""Tables: numbers, days and money as people write them."""
