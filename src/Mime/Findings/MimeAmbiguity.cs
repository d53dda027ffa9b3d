using System.Runtime.InteropServices;

namespace Sekisho.Mime;

/// <summary>One place where readers of mail differ.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="PartIndex">The part it belongs to, an index of <see cref="MimeMessage.Parts"/>.</param>
/// <param name="Offset">Where it is, counted in the bytes of that part (<see cref="MimePart.Source"/>).</param>
/// <param name="Length">How many bytes show it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MimeAmbiguity(MimeAmbiguityKind Kind, int PartIndex, int Offset, int Length);
