namespace Sekisho.Testing.Archives;

/// <summary>An .lzma file that does not say its size, of one byte that is repeated: the least of an encoder that such a bomb needs.</summary>
public sealed class LzmaRun
{
    private const int LongestMatch = 273;

    private readonly ushort[] _match = Fresh(), _rep = Fresh(), _rep0 = Fresh(), _rep0Long = Fresh(), _literal = Fresh(), _slot = Fresh(), _align = Fresh(), _choice = Fresh(), _low3 = Fresh(), _middle = Fresh(), _high = Fresh();
    private readonly List<byte> _output = [0x5D, 0, 0, 0x80, 0, .. Enumerable.Repeat((byte)0xFF, 8)];
    private ulong _bottom;
    private uint _range = uint.MaxValue;
    private long _pending = 1;
    private byte _cached;

    private LzmaRun()
    {
    }

    /// <summary>So many zeros, at least three.</summary>
    public static byte[] Write(long bytes)
    {
        var run = new LzmaRun();
        run.Encode(bytes);
        return [.. run._output];
    }

    private void Encode(long bytes)
    {
        Bit(_match, 0, 0);
        Tree(_literal, 8, 0);
        var state = 0;
        for (long at = 1; at < bytes;)
        {
            // Never one byte alone at the end: the least match has two.
            var length = (int)Math.Min(LongestMatch, bytes - at);
            if (bytes - at - length == 1) length--;
            var place = (int)(at & 3);
            Bit(_match, (state << 4) + place, 1);
            Bit(_rep, state, 1);
            Bit(_rep0, state, 0);
            Bit(_rep0Long, (state << 4) + place, 1);
            Repeat(length - 2);
            state = state < 7 ? 8 : 11;
            at += length;
        }

        // The mark of the end: a match with the farthest distance.
        Bit(_match, (state << 4) + (int)(bytes & 3), 1);
        Bit(_rep, state, 0);
        Bit(Fresh(), 0, 0);
        Tree(Fresh(), 3, 0);
        Tree(_slot, 6, 63);
        for (var i = 0; i < 26; i++)
        {
            _range >>= 1;
            _bottom += _range;
            Normalise();
        }

        for (int i = 0, symbol = 1; i < 4; i++, symbol = symbol << 1 | 1) Bit(_align, symbol, 1);
        for (var i = 0; i < 5; i++) Shift();
    }

    private void Repeat(int length)
    {
        // All but the last are the longest, whose tree does not ask for the place.
        Bit(_choice, 0, length < 8 ? 0 : 1);
        if (length < 8)
        {
            Tree(_low3, 3, length);
            return;
        }

        Bit(_choice, 1, length < 16 ? 0 : 1);
        if (length < 16) Tree(_middle, 3, length - 8);
        else Tree(_high, 8, length - 16);
    }

    private static ushort[] Fresh()
    {
        var table = new ushort[256];
        Array.Fill(table, (ushort)1024);
        return table;
    }

    private void Tree(ushort[] table, int bits, int value)
    {
        var symbol = 1;
        for (var i = bits - 1; i >= 0; i--)
        {
            Bit(table, symbol, value >> i & 1);
            symbol = symbol << 1 | value >> i & 1;
        }
    }

    private void Bit(ushort[] table, int index, int bit)
    {
        ref var probability = ref table[index];
        var bound = (_range >> 11) * probability;
        if (bit == 0)
        {
            _range = bound;
            probability += (ushort)((2048 - probability) >> 5);
        }
        else
        {
            _bottom += bound;
            _range -= bound;
            probability -= (ushort)(probability >> 5);
        }

        Normalise();
    }

    private void Normalise()
    {
        if (_range >= 1 << 24) return;
        _range <<= 8;
        Shift();
    }

    /// <summary>A carry goes into bytes that were held back for it.</summary>
    private void Shift()
    {
        if (_bottom < 0xFF000000 || _bottom > uint.MaxValue)
        {
            var carry = (byte)(_bottom >> 32);
            for (; _pending > 0; _pending--)
            {
                _output.Add((byte)(_cached + carry));
                _cached = 0xFF;
            }

            _cached = (byte)(_bottom >> 24);
        }

        _pending++;
        _bottom = (_bottom & 0x00FFFFFF) << 8;
    }
}
