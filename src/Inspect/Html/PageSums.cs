using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Html;

/// <summary>What several pages show and hide, taken together.</summary>
internal sealed class PageSums
{
    /// <summary>A mail of a picture has at most this much text beside it, in letters: "view in browser", an address, "unsubscribe".</summary>
    private const int PictureOnlyLetters = 160;

    private readonly Dictionary<HiddenKind, int> _hidden = [];
    private int _pages;
    private int _visible;
    private int _split;
    private int _images;
    private int _remote;
    private int _trackers;
    private int _linkedPictures;
    private int _textLinks;
    private int _fields;
    private int _passwords;
    private int _forms;
    private int _scripts;
    private int _comments;
    private bool _refreshes;

    /// <summary>Where the forms are sent to.</summary>
    public OrderedSet Actions { get; } = new();

    public void Add(HtmlView view)
    {
        _pages++;
        _visible += view.VisibleLetters;
        _split += view.SplitByHidden + view.SplitByZeroWidth;
        _comments += view.CommentChars;
        _scripts += view.Scripts.Count + view.Handlers.Count;
        _refreshes |= view.Refresh is not null;
        foreach (var (kind, letters) in view.HiddenLetters) _hidden[kind] = _hidden.GetValueOrDefault(kind) + letters;
        foreach (var image in view.Images) AddImage(image);
        foreach (var link in view.Links)
        {
            if (link.Target.AsSpan().TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)) _scripts++;
            if (link.Text.Length == 0 && link.HasPicture) _linkedPictures++;
            else if (link.Text.Length > 0) _textLinks++;
        }

        foreach (var form in view.Forms)
        {
            (_fields, _passwords) = (_fields + form.Fields, _passwords + form.Passwords);
            if (form.Fields > 0) _forms++;
            if (form.Action is { } action && action.Contains("//", StringComparison.Ordinal)) Actions.Add(action);
        }
    }

    /// <summary>Sets the facts of the body's pages.</summary>
    public void SetBodyFacts(InspectionContext context)
    {
        if (_pages == 0) return;
        var hidden = _hidden.Values.Sum();
        context.Set(HtmlFacts.VisibleLetters, _visible);
        if (hidden > 0)
        {
            context.Set(HtmlFacts.HiddenLetters, hidden);
            context.Set(HtmlFacts.HiddenShare, hidden * 100L / (hidden + _visible));
            context.Set(HtmlFacts.HiddenKinds, [.. _hidden.Keys.Order().Select(kind => kind.ToString())]);
            var tiny = _hidden.GetValueOrDefault(HiddenKind.FontSize) + _hidden.GetValueOrDefault(HiddenKind.Color);
            if (tiny > 0) context.Set(HtmlFacts.TinyLetters, tiny);
        }

        SetCount(context, HtmlFacts.SplitWords, _split);
        SetCount(context, HtmlFacts.Images, _images);
        SetCount(context, HtmlFacts.RemoteImages, _remote);
        SetCount(context, HtmlFacts.Trackers, _trackers);
        SetCount(context, HtmlFacts.LinkedPictures, _linkedPictures);
        SetCount(context, HtmlFacts.Buttons, _textLinks);
        SetCount(context, HtmlFacts.CommentChars, _comments);
        if (_refreshes) context.Set(HtmlFacts.Refresh, true);
        if (_images is 1 or 2 or 3 && _visible <= PictureOnlyLetters) context.Set(HtmlFacts.PictureOnly, true);
    }

    /// <summary>Sets the facts of all forms, and of the attached pages.</summary>
    public static void SetFormFacts(InspectionContext context, PageSums body, PageSums attached)
    {
        SetCount(context, HtmlFacts.Fields, body._fields + attached._fields);
        SetCount(context, HtmlFacts.Passwords, body._passwords + attached._passwords);
        context.Set(HtmlFacts.FormsAway, [.. body.Actions.Items.Concat(attached.Actions.Items).Distinct(StringComparer.Ordinal)]);
        SetCount(context, HtmlFacts.Attached, attached._pages);
        SetCount(context, HtmlFacts.AttachedScripts, attached._scripts);
        SetCount(context, HtmlFacts.AttachedForms, attached._forms);
        SetCount(context, HtmlFacts.AttachedPasswords, attached._passwords);
    }

    private static void SetCount(InspectionContext context, Fact fact, int count)
    {
        if (count > 0) context.Set(fact, count);
    }

    private void AddImage(HtmlImage image)
    {
        var isRemote = image.Source.StartsWith("http", StringComparison.OrdinalIgnoreCase) || image.Source.StartsWith("//", StringComparison.Ordinal);
        if (image.IsTracker)
        {
            if (isRemote) _trackers++;
            return;
        }

        if (image.Source.Length == 0) return;
        _images++;
        if (isRemote) _remote++;
    }
}
