using Sekisho.Inspect;
using Sekisho.Inspect.Images;
using Sekisho.Inspect.Qr;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Picture files and pages with drawings: every decoder and the reader of codes take any bytes, within the budget.</summary>
public sealed class InspectImagesTarget : IFuzzTarget
{
    private const int MaxPixels = 250_000;

    private static readonly InspectLimits Limits = new() { MaxImagePixels = MaxPixels, MaxTotalImagePixels = 4 * MaxPixels };

    public string Name => "inspect-images";

    public IReadOnlyList<byte[]> Seeds { get; } = InspectImageSeeds.All;

    public void Run(byte[] input)
    {
        var budget = new ImageBudget(Limits, TimeProvider.System, _ => { }, default);
        foreach (var image in ImageReader.Read(input, budget)) Look(image, budget);
        var text = System.Text.Encoding.UTF8.GetString(input);
        foreach (var picture in PagePictures.Find(text, isPage: true, "fuzz"))
            foreach (var image in picture.Open(budget))
                Look(image, budget);
    }

    private static void Look(GrayImage image, ImageBudget budget)
    {
        if (image.Pixels.Length != image.Width * image.Height) throw new InvalidOperationException("a picture has other pixels than its size says");
        if (image.Pixels.Length > MaxPixels) throw new InvalidOperationException("a picture is larger than allowed");
        QrReader.Read(image, budget);
    }
}
