"""What the pages of the desk show: records in, plain values out; nothing here knows of the web."""
