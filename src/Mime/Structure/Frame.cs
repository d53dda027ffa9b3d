using System.Runtime.InteropServices;

namespace Sekisho.Mime;

/// <summary>A part that is open while the reader goes on.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Frame
{
    public int Part;
    public int Start;
    public ContentClass Class;
    public TransferEncoding Encoding;

    /// <summary>The boundary, where it can be used as it stands in the bytes; otherwise <see cref="Boundary"/>.</summary>
    public int BoundaryOffset;

    /// <summary>-1: this part has no delimiters.</summary>
    public int BoundaryLength;
    public byte[]? Boundary;

    /// <summary>A multipart: its first delimiter was seen. A message: it is begun, or stays a leaf.</summary>
    public bool SawDelimiter;
    public bool Closed;

    /// <summary>The limit of parts is reached: no delimiter counts any more.</summary>
    public bool Full;

    /// <summary>Kinds already reported for this part: one finding a kind is enough, and bounds the work.</summary>
    public Reported Reported;

    public readonly bool IsMultipart => Class is ContentClass.Multipart or ContentClass.Digest;

    public bool FirstTime(Reported what)
    {
        if ((Reported & what) != Reported.None) return false;
        Reported |= what;
        return true;
    }
}
