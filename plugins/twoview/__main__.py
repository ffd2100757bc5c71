"""`python -m twoview` is the command `twoview`."""

from twoview.cli import main

if __name__ == "__main__":
    main()
