using System.Net;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Office;

/// <summary>Judges what a document takes from elsewhere (ECMA-376 part 2 §6.5.3, relationships with the target mode "External").</summary>
internal static class ExternalTarget
{
    /// <summary>Notes one relationship.</summary>
    /// <param name="type">Its type, an address whose last word tells the sort.</param>
    /// <param name="target">Where it leads.</param>
    /// <param name="visit">The document.</param>
    /// <param name="context">Takes addresses, which are judged as links are.</param>
    public static void Note(string type, string target, ContainerVisit visit, InspectionContext context)
    {
        type = type[(type.LastIndexOf('/') + 1)..];
        if (IsWeb(target) || Starts(target, "mailto:")) context.AddAddress(target);
        if (type is "hyperlink") return;
        var (office, most) = (visit.Findings.Office, context.Limits.MaxFactItems);
        // However many others stand in front of it, what can run is told.
        if (office.External.Items.Count <= most || IsRun(type, target) && office.Template.Items.Count <= most) Judge(type, target, visit);
    }

    /// <summary>Notes what is loaded, and whether that can run.</summary>
    public static void Judge(string type, string target, ContainerVisit visit)
    {
        if (target.Length == 0) return;
        var office = visit.Findings.Office;
        office.External.Add($"{visit.Label}: {type} {target}");
        if (IsRun(type, target)) office.Template.Add($"{visit.Label}: {target}");
    }

    private static bool IsRun(string type, string target) => type == "attachedTemplate" ? IsWeb(target) || IsForeignShare(target) : IsPageThatRuns(target);

    private static bool Starts(string target, string with) => target.StartsWith(with, StringComparison.OrdinalIgnoreCase);

    private static bool IsWeb(string target) => Starts(target, "http:") || Starts(target, "https:");

    /// <summary>
    /// A share of a machine that is told by its number, or through the web ("\\host@SSL\a"): opening it gives the hash of the
    /// reader's password to that machine. Templates on the share of one's own firm have its name.
    /// </summary>
    private static bool IsForeignShare(string target)
    {
        if (Starts(target, "file:")) target = target[5..];
        var host = target.AsSpan().TrimStart("/\\");
        if (target.Length - host.Length < 2) return false;
        var end = host.IndexOfAny('/', '\\');
        host = end < 0 ? host : host[..end];
        return host.Contains('@') || IPAddress.TryParse(host, out _) && host.Contains('.');
    }

    /// <summary>Objects of web pages, which run scripts when the document opens (CVE-2021-40444, CVE-2022-30190). Those of tables and slides on a server are of every day.</summary>
    private static bool IsPageThatRuns(string target) =>
        target.Contains("mhtml:", StringComparison.OrdinalIgnoreCase) || target.Contains("x-usc:", StringComparison.OrdinalIgnoreCase)
        || IsWeb(target) && (target.EndsWith(".html!", StringComparison.OrdinalIgnoreCase) || target.EndsWith(".htm!", StringComparison.OrdinalIgnoreCase));
}
