using System.Runtime.InteropServices;

namespace Sekisho.Mime;

/// <summary>A "begin" line: where it starts, where the data start, and the name.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UuencodeBegin(int Start, int DataStart, string Name);
