using Sekisho.MailAuth.Headers;
using Sekisho.MailAuth.Results;
using Sekisho.MailAuth.Signing;

namespace Sekisho.MailAuth.Arc;

/// <summary>What a message's chain is worth.</summary>
public sealed record ArcOutcome
{
    /// <summary>none, pass or fail; temperror where the DNS failed.</summary>
    public required AuthResult Result { get; init; }

    /// <summary>Why it does not pass.</summary>
    public ArcProblem Problem { get; init; }

    /// <summary>The same in words for the operator; of a chain that passes, what it leaves open; or null.</summary>
    public string? Detail { get; init; }

    /// <summary>The sets that could be read, oldest first. Whoever made them up is not known unless the result is pass.</summary>
    public IReadOnlyList<ArcSet> Sets { get; init; } = [];

    /// <summary>The highest instance number that was seen; 0 without a chain.</summary>
    public int LastInstance { get; init; }

    /// <summary>
    /// The verdict on a chain that was reached when the message came, as it stands in our own Authentication-Results field:
    /// a later look could no longer check what has been changed here since (RFC 8617 §5.1.1: the sealer uses what it found).
    /// </summary>
    /// <param name="results">The payload of our field.</param>
    /// <param name="message">The message with its chain.</param>
    /// <returns>temperror where the field says nothing of a chain that the message has: then nothing is sealed.</returns>
    public static ArcOutcome OfResults(string results, SignableMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var chain = ArcFields.Read(message.Fields);
        if (chain is { Last: 0, Problem: ArcProblem.None }) return new ArcOutcome { Result = AuthResult.None };
        var word = AuthenticationResultsReader.Read(results)?.Results.FirstOrDefault(result => result.Method == "arc")?.Result;
        return new ArcOutcome
        {
            Result = word switch { "pass" => AuthResult.Pass, "fail" => AuthResult.Fail, _ => AuthResult.TempError },
            // RFC 8617 §5.1.2: behind a seal that says fail, no further one is added.
            Problem = chain.Last > 0 && chain.Problem == ArcProblem.None && ChainValue(chain) == "fail" ? ArcProblem.SealedAsFailed : chain.Problem,
            LastInstance = chain.Last,
        };
    }

    private static string? ChainValue(ArcFields chain) =>
        TagList.TryParse(chain.Header.ValueOf(chain.Seal(chain.Last)), out var tags, out _) ? tags["cv"] : null;
}
