namespace Sekisho.Inspect.Attachments.Zip;

/// <summary>The contradictions of one zip file, in words.</summary>
internal sealed class ZipDifferences
{
    /// <summary>Those beyond this are not listed: the first ones tell.</summary>
    private const int MaxDifferences = 20;

    public List<string> Texts { get; } = [];

    public void Add(string text)
    {
        if (Texts.Count < MaxDifferences) Texts.Add(text);
    }
}
