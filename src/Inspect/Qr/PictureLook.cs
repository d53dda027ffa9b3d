namespace Sekisho.Inspect.Qr;

/// <summary>What came of looking at one frame of a picture.</summary>
/// <param name="Codes">The codes in it.</param>
/// <param name="Corners">How many corner squares were seen: half a code has one or two.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal sealed record PictureLook(IReadOnlyList<QrCode> Codes, int Corners, int Width, int Height);
