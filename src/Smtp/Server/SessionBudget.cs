namespace Sekisho.Smtp.Server;

/// <summary>What a session may still do before it is closed with 421.</summary>
internal sealed class SessionBudget(SmtpServerLimits limits)
{
    private int _withoutProgress;
    private int _malformedLines;
    private int _failedLogins;
    private int _errors;

    /// <summary>Transactions whose content has come, whatever became of it.</summary>
    public int Messages { get; set; }

    /// <summary>Replies of 5xx so far.</summary>
    public int Errors => _errors;

    /// <summary>Whether the session must end, because one of the budgets is used up.</summary>
    public bool IsSpent =>
        _errors > limits.MaxErrors
        || _malformedLines > limits.MaxMalformedLines
        || _failedLogins >= limits.MaxFailedLogins;

    /// <summary>A message was taken: the client is here for what we are here for.</summary>
    public void Progress() => _withoutProgress = 0;

    /// <summary>A command that brings no message nearer; false when there were too many.</summary>
    public bool TryIdle() => ++_withoutProgress <= limits.MaxCommandsWithoutProgress;

    /// <summary>A line that no honest client sends.</summary>
    public void MalformedLine() => _malformedLines++;

    /// <summary>A login that was not good.</summary>
    public void FailedLogin() => _failedLogins++;

    /// <summary>A reply of 5xx.</summary>
    /// <returns>How long to wait before it is sent.</returns>
    public TimeSpan Error()
    {
        _errors++;
        var slowed = _errors - limits.TarpitAfterErrors;
        return slowed <= 0
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds(Math.Min(slowed * limits.TarpitStepSeconds, limits.MaxTarpitSeconds));
    }
}
