using System.Runtime.InteropServices;

namespace Sekisho.Mime;

/// <summary>A parameter as it stands in the value: offsets into the value span.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct RawParameter
{
    public int NameStart;
    public int NameLength;

    /// <summary>Inside the quotes, where there are any.</summary>
    public int ValueStart;
    public int ValueLength;

    /// <summary>Without quotes: up to the semicolon, where a lenient reader takes more than one word; otherwise as the value.</summary>
    public int LongLength;

    public bool Quoted;

    /// <summary>A backslash or a line end lies inside.</summary>
    public bool NeedsUnescape;
    public bool Malformed;
}
