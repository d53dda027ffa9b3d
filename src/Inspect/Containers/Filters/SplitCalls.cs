using System.Buffers.Binary;
using Sekisho.Inspect.Containers.Bits;

namespace Sekisho.Inspect.Containers.Filters;

/// <summary>
/// Joins what BCJ2 split (7z method 0303011B): the code of a program without the operands of its calls and jumps, those of calls, those
/// of jumps, as absolute addresses, the highest byte first; and a stream of bits, coded as in LZMA, that says at which opcodes one was taken out.
/// </summary>
internal static class SplitCalls
{
    private const int ProbabilityBits = 11, Jumps = 256, ShortJumps = 257;
    private const int OperandBytes = 4;

    /// <summary>The program as it was, as far as the streams go.</summary>
    public static ReadOnlyMemory<byte> Join(ReadOnlySpan<byte> code, ReadOnlySpan<byte> calls, ReadOnlySpan<byte> jumps, ReadOnlySpan<byte> choices, long maxBytes)
    {
        var output = new UnpackedBytes(maxBytes);
        var bits = new Choices(choices);
        byte before = 0;
        Span<byte> operand = stackalloc byte[OperandBytes];
        foreach (var value in code)
        {
            if (output.IsFull) break;
            output.Put(value);
            var isOpcode = (value & 0xFE) == 0xE8 || before == 0x0F && (value & 0xF0) == 0x80;
            // Calls are judged by the byte before them.
            var which = value == 0xE8 ? before : value == 0xE9 ? Jumps : ShortJumps;
            before = value;
            if (!isOpcode || output.IsFull || !bits.Read(which)) continue;
            var places = value == 0xE8 ? calls : jumps;
            if (places.Length < OperandBytes || bits.IsPastEnd) break;
            BinaryPrimitives.WriteUInt32LittleEndian(operand, BinaryPrimitives.ReadUInt32BigEndian(places) - (uint)(output.Count + OperandBytes));
            if (value == 0xE8) calls = calls[OperandBytes..];
            else jumps = jumps[OperandBytes..];
            output.Put(operand);
            before = operand[^1];
        }

        return output.Give();
    }

    /// <summary>Bits with a probability for each place.</summary>
    private ref struct Choices
    {
        private readonly ReadOnlySpan<byte> _bytes;
        private readonly ushort[] _probabilities = new ushort[ShortJumps + 1];
        private uint _range = uint.MaxValue, _code;
        private int _at = 5;

        public Choices(ReadOnlySpan<byte> bytes)
        {
            _bytes = bytes;
            _code = bytes.Length < 5 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]);
            Array.Fill(_probabilities, (ushort)(1 << (ProbabilityBits - 1)));
        }

        public readonly bool IsPastEnd => _at > _bytes.Length;

        public bool Read(int which)
        {
            ref var probability = ref _probabilities[which];
            var bound = (_range >> ProbabilityBits) * probability;
            var bit = _code >= bound;
            if (bit)
            {
                (_range, _code) = (_range - bound, _code - bound);
                probability -= (ushort)(probability >> 5);
            }
            else
            {
                _range = bound;
                probability += (ushort)(((1 << ProbabilityBits) - probability) >> 5);
            }

            if (_range < 1 << 24)
            {
                _range <<= 8;
                _code = _code << 8 | (_at < _bytes.Length ? _bytes[_at] : 0u);
                _at++;
            }

            return bit;
        }
    }
}
