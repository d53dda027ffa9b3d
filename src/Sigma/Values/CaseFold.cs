using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Sekisho.Sigma.Values;

/// <summary>
/// Takes the case out of UTF-8 text: simple lower case of every character (Sigma specification 2.1: values are
/// case-insensitive). Bytes that are no UTF-8 stay as they are.
/// </summary>
internal static class CaseFold
{
    /// <summary>How many bytes folding may need: a lower-case letter can be one byte longer than its capital.</summary>
    public static int MaxLength(int length) => length + (length / 2) + 4;

    /// <summary>Folds a text.</summary>
    /// <returns>How many bytes were written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Fold(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var written = 0;
        while (!source.IsEmpty)
        {
            Ascii.ToLower(source, target[written..], out var plain);
            source = source[plain..];
            written += plain;
            while (!source.IsEmpty && source[0] >= 0x80)
            {
                if (Rune.DecodeFromUtf8(source, out var rune, out var used) == OperationStatus.Done) written += Rune.ToLowerInvariant(rune).EncodeToUtf8(target[written..]);
                else
                {
                    source[..used].CopyTo(target[written..]);
                    written += used;
                }

                source = source[used..];
            }
        }

        return written;
    }

    /// <summary>A folded copy.</summary>
    public static byte[] Folded(ReadOnlySpan<byte> source)
    {
        var buffer = new byte[MaxLength(source.Length)];
        return buffer[..Fold(source, buffer)];
    }
}
