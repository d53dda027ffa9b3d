using System.Runtime.InteropServices;

namespace Sekisho.Mime;

/// <summary>One mailbox as offsets into the value.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct RawAddress
{
    /// <summary>Everything that belongs to it, comments too.</summary>
    public ByteRange Raw;

    /// <summary>The display name with quotes and comments; empty where there is none.</summary>
    public ByteRange Phrase;

    /// <summary>The addr-spec, inside angle brackets where there are any.</summary>
    public ByteRange Spec;
    public ByteRange Route;

    /// <summary>The group's name; empty outside groups.</summary>
    public ByteRange Group;
    public bool InGroup;
    public bool HasEncodedWordInSpec;
    public bool Malformed;
}
