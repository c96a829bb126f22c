"""Tables: the register: hubs, localities, where they lie."""
