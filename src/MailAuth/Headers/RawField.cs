using System.Runtime.InteropServices;

namespace Sekisho.MailAuth.Headers;

/// <summary>One header field as offsets in the message.</summary>
/// <param name="Start">Where its name begins.</param>
/// <param name="NameLength">The length of the name, blanks before the colon not counted.</param>
/// <param name="ValueStart">Behind the colon.</param>
/// <param name="End">The end of the value, its last line end not counted.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RawField(int Start, int NameLength, int ValueStart, int End);
