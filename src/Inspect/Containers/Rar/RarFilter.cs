using System.Buffers.Binary;

namespace Sekisho.Inspect.Containers.Rar;

/// <summary>What is done to a piece of a RAR 5 member after it is unpacked: programs and waves pack better when they are changed before.</summary>
/// <param name="Start">Where the piece begins, in bytes.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Type">0 for differences, 1 and 2 for calls of x86 programs, 3 for those of ARM programs.</param>
/// <param name="Channels">How many interleaved rows of differences there are.</param>
internal sealed record RarFilter(long Start, int Bytes, int Type, int Channels)
{
    private const uint CallRange = 0x1000000;

    /// <summary>Changes the piece.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="position">Where in the member it begins.</param>
    public void Apply(Span<byte> piece, long position)
    {
        switch (Type)
        {
            case 0: RestoreDifferences(piece); break;
            case 1 or 2: RestoreCalls(piece, position); break;
            case 3: RestoreBranches(piece, position); break;
        }
    }

    private void RestoreDifferences(Span<byte> piece)
    {
        var source = piece.ToArray();
        var from = 0;
        for (var channel = 0; channel < Channels; channel++)
        {
            byte before = 0;
            for (var to = channel; to < piece.Length; to += Channels) piece[to] = before -= source[from++];
        }
    }

    private void RestoreCalls(Span<byte> piece, long position)
    {
        for (var i = 0; i + 4 < piece.Length;)
        {
            var code = piece[i++];
            if (code != 0xE8 && (Type != 2 || code != 0xE9)) continue;
            var at = (uint)((i + position) % CallRange);
            var target = BinaryPrimitives.ReadUInt32LittleEndian(piece[i..]);
            if ((target & 0x80000000) != 0)
            {
                if ((target + at & 0x80000000) == 0) BinaryPrimitives.WriteUInt32LittleEndian(piece[i..], target + CallRange);
            }
            else if ((target - CallRange & 0x80000000) != 0) BinaryPrimitives.WriteUInt32LittleEndian(piece[i..], target - at);
            i += 4;
        }
    }

    private static void RestoreBranches(Span<byte> piece, long position)
    {
        for (var i = 0; i + 3 < piece.Length; i += 4)
        {
            if (piece[i + 3] != 0xEB) continue;
            var target = (uint)(piece[i] | piece[i + 1] << 8 | piece[i + 2] << 16) - (uint)((position + i) / 4);
            (piece[i], piece[i + 1], piece[i + 2]) = ((byte)target, (byte)(target >> 8), (byte)(target >> 16));
        }
    }
}
