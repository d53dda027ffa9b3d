namespace Sekisho.Store;

/// <summary>The limits of lists.</summary>
internal static class Page
{
    /// <summary>The most items of a page: a caller cannot make the store build an endless reply.</summary>
    public const int MostItems = 1000;

    /// <summary>A page ends early when its texts (recipients, verdicts) have about this many bytes.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    public static int Bound(int most) => Math.Clamp(most, 1, MostItems);
}
