namespace Sekisho.Inspect.Office;

/// <summary>The stream cipher of Office 97 to 2003, which the base library does not have. Only for opening: it protects nothing.</summary>
internal sealed class Rc4
{
    private readonly byte[] _state = new byte[256];
    private byte _i, _j;

    /// <summary>Starts a stream with a key of 1 to 256 bytes.</summary>
    public Rc4(ReadOnlySpan<byte> key)
    {
        for (var i = 0; i < 256; i++) _state[i] = (byte)i;
        byte j = 0;
        for (var i = 0; i < 256; i++)
        {
            j += (byte)(_state[i] + key[i % key.Length]);
            (_state[i], _state[j]) = (_state[j], _state[i]);
        }
    }

    /// <summary>Changes bytes in their place; the stream goes on behind them.</summary>
    public void Apply(Span<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            _i++;
            _j += _state[_i];
            (_state[_i], _state[_j]) = (_state[_j], _state[_i]);
            bytes[at] ^= _state[(byte)(_state[_i] + _state[_j])];
        }
    }
}
