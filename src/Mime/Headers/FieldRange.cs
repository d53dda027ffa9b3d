using System.Runtime.InteropServices;

namespace Sekisho.Mime;

/// <summary>Where a header field lies: its start, its name's length, its value, and the offset behind its line end.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FieldRange(int Offset, int NameLength, int ValueOffset, int ValueLength, int End, KnownField Known);
