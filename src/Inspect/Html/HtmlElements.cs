using System.Collections.Frozen;

namespace Sekisho.Inspect.Html;

/// <summary>The elements that are treated in a way of their own.</summary>
internal static class HtmlElements
{
    public const int A = 1, P = 2, Li = 3, Td = 4, Th = 5, Tr = 6, Title = 7, Style = 8, Script = 9, Img = 10, Form = 11, Input = 12, Br = 13, Meta = 14, Base = 15,
        Template = 16, Svg = 17, Iframe = 18, Object = 19, Embed = 20, Font = 21, Button = 22, Textarea = 23, Select = 24, Frame = 25, Area = 26, Body = 27, Image = 28, Animate = 29, Set = 30;

    private const ElementTraits BlockP = ElementTraits.Block | ElementTraits.EndsParagraph;

    private static readonly FrozenDictionary<string, (int Id, ElementTraits Traits)>.AlternateLookup<ReadOnlySpan<char>> Known = Build().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The number and the traits of an element; an unknown one gets a number from its name, above all known ones.</summary>
    /// <param name="name">Its name, lower case.</param>
    public static (int Id, ElementTraits Traits) Of(ReadOnlySpan<char> name)
    {
        if (Known.TryGetValue(name, out var known)) return known;
        var hash = 2166136261u;
        foreach (var character in name) hash = (hash ^ character) * 16777619u;
        return ((int)(hash & 0x7FFFFFFF) | 0x40000000, ElementTraits.None);
    }

    private static FrozenDictionary<string, (int, ElementTraits)> Build()
    {
        var known = new Dictionary<string, (int, ElementTraits)>(StringComparer.Ordinal)
        {
            ["a"] = (A, ElementTraits.None),
            ["p"] = (P, BlockP),
            ["li"] = (Li, BlockP),
            ["td"] = (Td, ElementTraits.Scope | ElementTraits.Cell),
            ["th"] = (Th, ElementTraits.Scope | ElementTraits.Cell),
            ["tr"] = (Tr, ElementTraits.Block),
            ["title"] = (Title, ElementTraits.RawText),
            ["style"] = (Style, ElementTraits.RawText),
            ["script"] = (Script, ElementTraits.RawText),
            ["img"] = (Img, ElementTraits.Void),
            ["image"] = (Image, ElementTraits.None),
            ["form"] = (Form, BlockP),
            ["input"] = (Input, ElementTraits.Void),
            ["br"] = (Br, ElementTraits.Void | ElementTraits.Block),
            ["meta"] = (Meta, ElementTraits.Void),
            ["base"] = (Base, ElementTraits.Void),
            ["template"] = (Template, ElementTraits.Scope),
            ["svg"] = (Svg, ElementTraits.None),
            ["iframe"] = (Iframe, ElementTraits.RawText),
            ["object"] = (Object, ElementTraits.Scope),
            ["embed"] = (Embed, ElementTraits.Void),
            ["font"] = (Font, ElementTraits.None),
            ["button"] = (Button, ElementTraits.None),
            ["textarea"] = (Textarea, ElementTraits.RawText),
            ["select"] = (Select, ElementTraits.None),
            ["frame"] = (Frame, ElementTraits.Void),
            ["animate"] = (Animate, ElementTraits.None),
            ["set"] = (Set, ElementTraits.None),
            ["area"] = (Area, ElementTraits.Void),
            ["body"] = (Body, ElementTraits.Block),
        };
        var next = 64;
        foreach (var name in (string[])["div", "table", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "center", "pre", "hr", "section", "article", "header", "footer", "nav", "main", "aside", "address", "figure", "fieldset", "details", "summary", "menu", "listing"])
            known[name] = (next++, BlockP);
        foreach (var name in (string[])["tbody", "thead", "tfoot", "html", "head", "option", "optgroup"]) known[name] = (next++, ElementTraits.Block);
        foreach (var name in (string[])["xmp", "noembed", "noframes"]) known[name] = (next++, ElementTraits.RawText);
        foreach (var name in (string[])["link", "col", "source", "track", "wbr", "param", "basefont", "bgsound", "keygen"]) known[name] = (next++, ElementTraits.Void);
        known["caption"] = (next++, ElementTraits.Block | ElementTraits.Scope);
        known["marquee"] = (next, ElementTraits.Scope);
        var table = known["table"];
        known["table"] = (table.Item1, table.Item2 | ElementTraits.Scope);
        known["hr"] = (known["hr"].Item1, known["hr"].Item2 | ElementTraits.Void);
        return known.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
