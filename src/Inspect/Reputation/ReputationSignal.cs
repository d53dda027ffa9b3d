using System.Net;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Links;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Structure;

namespace Sekisho.Inspect.Reputation;

/// <summary>
/// Asks the lists of the configuration, all at once, within one time limit. What does not answer in time is left out and
/// named: a list that is down must neither hold nor condemn mail.
/// </summary>
internal sealed class ReputationSignal(InspectOptions options, IDnsResolver? resolver, TimeProvider clock) : ISignal
{
    /// <summary>Domains of one message that are asked for, per list: a message with a thousand links is no reason for a thousand look-ups.</summary>
    public const int MostDomains = 20;

    public string Name => "reputation";

    public FactGroup Facts => ReputationFacts.Group;

    public async ValueTask ExamineAsync(InspectionContext context)
    {
        if (resolver is null || context.Request.Account is not null || options.AddressLists.Count + options.DomainLists.Count == 0) return;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(options.ReputationSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.Cancellation);
        var addresses = AddressQuestions(context).Select(question => AskAsync(question, either.Token)).ToList();
        var domains = DomainQuestions(context).Select(question => AskAsync(question, either.Token)).ToList();
        await Task.WhenAll(addresses.Concat(domains));
        context.Cancellation.ThrowIfCancellationRequested();
        SetListed(context, ReputationFacts.AddressLists, addresses, (question, text) => $"{question.Zone} {text}");
        SetListed(context, ReputationFacts.DomainLists, domains, (question, text) => $"{question.What} {question.Zone} {text}");
        context.Set(ReputationFacts.Silent, [.. addresses.Concat(domains).Select(task => task.Result).Where(asked => asked.Answer is { Listed: false, Text: not null })
            .Select(asked => $"{asked.Question.Zone} {asked.Answer.Text}").Distinct().Order(StringComparer.Ordinal)]);
    }

    private static void SetListed(InspectionContext context, Fact fact, List<Task<Asked>> asked, Func<Question, string, string> write) =>
        context.Set(fact, [.. asked.Select(task => task.Result).Where(one => one.Answer.Listed).Select(one => write(one.Question, one.Answer.Text!))]);

    private IEnumerable<Question> AddressQuestions(InspectionContext context)
    {
        if (!IPAddress.TryParse(context.Request.ClientAddress, out var client)) yield break;
        foreach (var zone in options.AddressLists)
            if (ListQuery.OfAddress(client, zone) is { } name) yield return new Question(zone, client.ToString(), name);
    }

    private IEnumerable<Question> DomainQuestions(InspectionContext context)
    {
        if (options.DomainLists.Count == 0) yield break;
        var domains = new HashSet<string>(StringComparer.Ordinal);
        if (context.Facts.Values.GetValueOrDefault(StructureFacts.FromDomain.Name) is string from) domains.Add(from);
        if (context.Facts.Values.GetValueOrDefault(LinkFacts.Domains.Name) is string[] linked) domains.UnionWith(linked);
        foreach (var domain in domains.Take(MostDomains))
        {
            foreach (var zone in options.DomainLists)
                if (ListQuery.OfDomain(domain, zone) is { } name) yield return new Question(zone, domain, name);
        }
    }

    private async Task<Asked> AskAsync(Question question, CancellationToken cancellation)
    {
        try
        {
            return new Asked(question, ListAnswer.Of(await resolver!.ResolveAsync(question.Name, DnsRecordType.A, cancellation)));
        }
        catch (OperationCanceledException)
        {
            return new Asked(question, new ListAnswer(false, nameof(DnsStatus.Timeout)));
        }
    }

    private sealed record Question(string Zone, string What, DnsName Name);

    private sealed record Asked(Question Question, ListAnswer Answer);
}
