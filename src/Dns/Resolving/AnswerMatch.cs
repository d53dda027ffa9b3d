namespace Sekisho.Dns.Resolving;

/// <summary>Whether a message that came in answers a query.</summary>
internal enum AnswerMatch
{
    /// <summary>It does not: another identifier, another question, no answer. Perhaps forged; never used.</summary>
    Foreign,

    /// <summary>It does.</summary>
    Ours,

    /// <summary>It does but for the case of letters: forged, or a server that changes case.</summary>
    OtherCase,

    /// <summary>An error code other than "no such name" without the question and without answers: servers that do not understand a query (RFC 6891 §7) answer so.</summary>
    ErrorWithoutQuestion,
}
