using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Client.Results;

/// <summary>Why a session cannot be used, or a step did not succeed.</summary>
/// <param name="Stage">Where it happened.</param>
/// <param name="Problem">What happened.</param>
/// <param name="Reply">The server's reply or, when it gave none, our words in the form of one.</param>
public sealed record SmtpFailure(SmtpStage Stage, SmtpProblem Problem, SmtpReply Reply)
{
    /// <summary>Whether the reply is the server's own.</summary>
    public bool IsFromServer => Problem is SmtpProblem.Rejected or SmtpProblem.Closing;

    /// <summary>Failed for a 5xx, deferred otherwise (RFC 5321 §4.2.1).</summary>
    public SmtpOutcome Outcome => Reply.IsPermanent ? SmtpOutcome.Failed : SmtpOutcome.Deferred;
}
