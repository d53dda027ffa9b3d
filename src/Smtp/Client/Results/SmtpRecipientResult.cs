using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Client.Results;

/// <summary>What became of one recipient.</summary>
/// <param name="Address">The recipient, as in the envelope.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Stage">Where that was decided.</param>
/// <param name="Problem">Why, or None when delivered.</param>
/// <param name="Reply">The server's reply or, when it gave none, our words in the form of one.</param>
public sealed record SmtpRecipientResult(string Address, SmtpOutcome Outcome, SmtpStage Stage, SmtpProblem Problem, SmtpReply Reply)
{
    /// <summary>Whether the reply is the server's own.</summary>
    public bool IsFromServer => Problem is SmtpProblem.None or SmtpProblem.Rejected or SmtpProblem.Closing;
}
