using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Images;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Qr;

/// <summary>Collects the codes of one message; parts of one text (structured append) are joined when all are there.</summary>
internal sealed class QrFindings(InspectionContext context)
{
    private readonly HashSet<QrCode> _codes = [];
    private readonly OrderedSet _urls = new();
    private readonly OrderedSet _texts = new();
    private readonly OrderedSet _places = new();
    private readonly OrderedSet _kinds = new();

    /// <summary>Adds the codes of a picture; false for none.</summary>
    public bool Add(Picture picture, IReadOnlyList<QrCode> codes)
    {
        foreach (var code in codes)
        {
            _places.Add(picture.Place);
            _kinds.Add(picture.Kind);
            if (_codes.Add(code) && code.Part is null) AddText(code.Text);
        }

        return codes.Count > 0;
    }

    public void SetFacts()
    {
        foreach (var group in _codes.Where(code => code.Part is not null).GroupBy(code => (code.Part!.Value.Count, code.Part.Value.Parity)))
        {
            var parts = group.DistinctBy(code => code.Part!.Value.Index).OrderBy(code => code.Part!.Value.Index).ToList();
            if (parts.Count == group.Key.Count) AddText(string.Concat(parts.Select(code => code.Text)));
            else foreach (var part in parts) AddText(part.Text);
        }

        if (_codes.Count == 0) return;
        context.Set(QrFacts.Count, _codes.Count);
        context.Set(QrFacts.Urls, _urls.Items);
        context.Set(QrFacts.Texts, _texts.Items);
        context.Set(QrFacts.Places, _places.Items);
        context.Set(QrFacts.Kinds, _kinds.Items);
    }

    private void AddText(string text)
    {
        if (QrAddress.Of(text, context.Limits.MaxUrlChars) is not { } address)
        {
            _texts.Add(text);
            return;
        }

        if (_urls.Add(address)) context.AddAddress(address);
    }
}
