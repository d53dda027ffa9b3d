using Sekisho.Inspect.Images;

namespace Sekisho.Inspect.Pdf;

/// <summary>The brightness of colours in a colour space (ISO 32000-2 §8.6), roughly: by the number of its channels.</summary>
internal sealed class PdfColours
{
    /// <summary>Most channels of a space that is read.</summary>
    public const int MaxChannels = 4;

    private byte[]? _palette;
    private bool _isInk;

    /// <summary>Numbers in a pixel.</summary>
    public int Channels { get; private init; } = 1;

    /// <summary>Reads a colour space; grey where it is none that is known, as for masks.</summary>
    public static PdfColours Of(PdfValue value, PdfDocument document, bool isBase = false)
    {
        value = document.Resolve(value);
        var items = value.Items ?? [];
        var name = value.Name ?? (items.Count > 0 ? document.Resolve(items[0]).Name : null);
        return name switch
        {
            "DeviceRGB" or "RGB" or "CalRGB" => new PdfColours { Channels = 3 },
            "DeviceCMYK" or "CMYK" => new PdfColours { Channels = 4 },
            "ICCBased" when items.Count > 1 => new PdfColours { Channels = (int)Math.Clamp(document.Resolve(document.Resolve(items[1])["N"]).Number ?? 1, 1, MaxChannels) },
            "Separation" => new PdfColours { _isInk = true },
            "Indexed" or "I" when items.Count > 3 && !isBase => new PdfColours { _palette = PaletteOf(Of(items[1], document, isBase: true), items[3], document) },
            _ => new PdfColours(),
        };
    }

    /// <summary>The brightness of a pixel.</summary>
    /// <param name="sample">Its channels.</param>
    /// <param name="bits">How many bits each has, 8 at most.</param>
    public byte LumaOf(ReadOnlySpan<int> sample, int bits)
    {
        if (_palette is not null) return sample[0] < _palette.Length ? _palette[sample[0]] : (byte)sample[0];
        var most = (1 << bits) - 1;
        int first = sample[0] * 255 / most;
        if (Channels < 3) return (byte)(_isInk ? 255 - first : first);
        int second = sample[1] * 255 / most, third = sample[2] * 255 / most;
        return Channels == 3
            ? GrayImage.Luma(first, second, third)
            : (byte)(GrayImage.Luma(255 - first, 255 - second, 255 - third) * (255 - (sample[3] * 255 / most)) / 255);
    }

    /// <summary>The brightness of a row of pixels with eight bits a channel: what <see cref="LumaOf"/> gives for each. False where the space needs it.</summary>
    public bool TryFill(ReadOnlySpan<byte> row, Span<byte> output)
    {
        if (_palette is not null || Channels is 2 or > 3) return false;
        if (Channels == 1)
        {
            row[..output.Length].CopyTo(output);
            if (_isInk)
                foreach (ref var pixel in output) pixel = (byte)(255 - pixel);
        }
        else
            GrayImage.FillFromRgb(row, output, 3);
        return true;
    }

    private static byte[] PaletteOf(PdfColours colours, PdfValue table, PdfDocument document)
    {
        ReadOnlySpan<byte> bytes = document.Resolve(table).Text ?? (document.Find(table) is { Data: not null } stream && document.UnpackPart(stream, 4096, withoutPictureFilter: false) is { } content ? content.Span : []);
        var palette = new byte[Math.Min(256, bytes.Length / colours.Channels)];
        Span<int> sample = stackalloc int[MaxChannels];
        for (var i = 0; i < palette.Length; i++)
        {
            for (var j = 0; j < colours.Channels; j++) sample[j] = bytes[(i * colours.Channels) + j];
            palette[i] = colours.LumaOf(sample, 8);
        }

        return palette;
    }
}
