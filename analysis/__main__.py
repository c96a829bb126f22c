"""`python -m analysis` is `hub-learning`."""

from analysis.commands import main

if __name__ == "__main__":
    main()
