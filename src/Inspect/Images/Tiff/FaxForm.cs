namespace Sekisho.Inspect.Images.Tiff;

/// <summary>How a fax picture is packed.</summary>
/// <param name="Group">4, 3, or 2 for lengths alone in lines of whole bytes (TIFF 6.0 §10).</param>
/// <param name="HasTwoDimensions">Of group 3: lines by the line above in between.</param>
/// <param name="IsAligned">Every line begins with a whole byte.</param>
internal readonly record struct FaxForm(int Group, bool HasTwoDimensions = false, bool IsAligned = false);
