namespace Sekisho.Inspect.Attachments.Kinds;

/// <summary>What a kind of file is for.</summary>
public enum FileFamily
{
    /// <summary>Machine or virtual-machine code, and what installs it.</summary>
    Program,

    /// <summary>Text that a program interprets.</summary>
    Script,

    /// <summary>A file that starts or points to something else.</summary>
    Shortcut,

    /// <summary>An image of a disk, whose files lose the mark of their origin.</summary>
    DiskImage,

    /// <summary>A container of files.</summary>
    Archive,

    /// <summary>Something to read.</summary>
    Document,

    /// <summary>A picture.</summary>
    Picture,

    /// <summary>Sound.</summary>
    Audio,

    /// <summary>Moving pictures.</summary>
    Video,

    /// <summary>A typeface.</summary>
    Font,

    /// <summary>Plain or marked-up text.</summary>
    Text,

    /// <summary>A message, or the wrapping of one.</summary>
    Mail,

    /// <summary>Anything else.</summary>
    Data,
}
