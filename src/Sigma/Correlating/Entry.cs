using System.Runtime.InteropServices;

namespace Sekisho.Sigma.Correlating;

/// <summary>An event as a group remembers it.</summary>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="Value">What counts: a hash of values, the bits of a number, or the number of the event.</param>
/// <param name="Record">Its position in its log.</param>
/// <param name="Reference">Which of the rules it was a hit of.</param>
/// <param name="File">The number of its log in <see cref="FileNames"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Entry(long Time, long Value, long Record, int Reference, int File)
{
    public double Number => BitConverter.Int64BitsToDouble(Value);
}
