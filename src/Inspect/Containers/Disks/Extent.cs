using System.Runtime.InteropServices;

namespace Sekisho.Inspect.Containers.Disks;

/// <summary>Bytes that follow each other.</summary>
/// <param name="At">Where they begin, in bytes; -1 for zeros that are stored nowhere.</param>
/// <param name="Bytes">How many there are.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Extent(long At, long Bytes);
