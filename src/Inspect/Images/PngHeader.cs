namespace Sekisho.Inspect.Images;

/// <summary>What stands in front of the pixels of a PNG picture.</summary>
internal sealed record PngHeader(int Width, int Height, int Depth, int Type, bool IsInterlaced)
{
    private byte[]? _shown;
    private byte _ground;

    /// <summary>Brightness of the palette's colours.</summary>
    public byte[] Colours { get; } = new byte[256];

    /// <summary>Opacity of the palette's colours.</summary>
    public byte[] Alphas { get; } = [.. Enumerable.Repeat((byte)255, 256)];

    /// <summary>Brightness of the palette's colours over a ground.</summary>
    public byte[] ShownOver(byte background)
    {
        if (_shown is null || _ground != background)
        {
            (_shown, _ground) = (new byte[256], background);
            for (var i = 0; i < _shown.Length; i++) _shown[i] = PngDecoder.Over(Colours[i], Alphas[i], background);
        }

        return _shown;
    }

    /// <summary>The one colour that stands for nothing.</summary>
    public (int Red, int Green, int Blue)? Clear { get; set; }

    /// <summary>There is transparency.</summary>
    public bool HasAlpha { get; set; }
}
