using System.Runtime.InteropServices;

namespace Sekisho.Mime;

/// <summary>A delimiter line that was found, or the end of the bytes.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Hit
{
    /// <summary>It was found while a header was read; the content before it is empty.</summary>
    public bool Pending;

    /// <summary>Whose delimiter it is: an open frame, or -1 at the end of the bytes.</summary>
    public int Frame;
    public bool IsClose;

    /// <summary>Where the content before it ends: its line break belongs to the delimiter (RFC 2046 §5.1.1).</summary>
    public int ContentEnd;
    public int LineStart;
    public int Next;
}
