namespace Sekisho.MailAuth.Reports.Aggregate;

/// <summary>Puts one row together.</summary>
internal sealed class RowAssembly(ReportLimits limits, ReportProblems problems)
{
    private readonly List<DkimEntry> _dkim = [];
    private readonly List<SpfEntry> _spf = [];
    private readonly List<OverrideReason> _reasons = [];
    private string? _source;
    private string? _count;
    private string _disposition = "";
    private string _dkimResult = "";
    private string _spfResult = "";
    private string _headerFrom = "";
    private string? _envelopeFrom;
    private string? _envelopeTo;
    private string _domain = "";
    private string? _selector;
    private string? _scope;
    private string _result = "";
    private string? _human;
    private string _type = "";
    private string? _comment;

    public void BeginResult() => (_domain, _selector, _scope, _result, _human) = ("", null, null, "", null);

    public void BeginReason() => (_type, _comment) = ("", null);

    public void Take(string parent, string name, string value)
    {
        switch (parent, name)
        {
            case ("row", "source_ip"): _source = value; break;
            case ("row", "count"): _count = value; break;
            case ("policy_evaluated", "disposition"): _disposition = value.ToLowerInvariant(); break;
            case ("policy_evaluated", "dkim"): _dkimResult = value.ToLowerInvariant(); break;
            case ("policy_evaluated", "spf"): _spfResult = value.ToLowerInvariant(); break;
            case ("policy_evaluated", "reason"): AddReason(); break;
            case ("reason", "type"): _type = value.ToLowerInvariant(); break;
            case ("reason", "comment"): _comment = value.Length == 0 ? null : value; break;
            case ("identifiers" or "identities", "header_from"): _headerFrom = XmlValues.Domain(value); break;
            case ("identifiers" or "identities", "envelope_from"): _envelopeFrom = XmlValues.Domain(value); break;
            case ("identifiers" or "identities", "envelope_to"): _envelopeTo = XmlValues.Domain(value); break;
            case ("auth_results", "dkim"): AddDkim(); break;
            case ("auth_results", "spf"): AddSpf(); break;
            case ("dkim" or "spf", "domain"): _domain = XmlValues.Domain(value); break;
            case ("dkim" or "spf", "selector"): _selector = value.Length == 0 ? null : value; break;
            case ("dkim" or "spf", "scope"): _scope = value.Length == 0 ? null : value.ToLowerInvariant(); break;
            case ("dkim" or "spf", "result"): _result = value.ToLowerInvariant(); break;
            case ("dkim" or "spf", "human_result"): _human = value.Length == 0 ? null : value; break;
        }
    }

    /// <summary>The row; null, with the problem told, where it has no address or no number.</summary>
    public AggregateRecord? ToRecord()
    {
        if (_source is null || XmlValues.Address(_source) is not { } address)
        {
            problems.Add(_source is null ? "A row has no source_ip." : "A row has a source_ip that is no address.");
            return null;
        }

        if (_count is null || XmlValues.Count(_count) is not { } count)
        {
            problems.Add(_count is null ? "A row has no count." : "A row has a count that is no number of messages.");
            return null;
        }

        if (_disposition is not ("none" or "pass" or "quarantine" or "reject"))
        {
            problems.Add(_disposition.Length == 0 ? "A row has no disposition; none is assumed." : "A row has a disposition that there is not; none is assumed.");
            _disposition = "none";
        }

        if (_dkimResult is not ("pass" or "fail") || _spfResult is not ("pass" or "fail")) problems.Add("A row has an evaluated result other than pass and fail; it counts as fail.");
        if (_headerFrom.Length == 0) problems.Add("A row has no header_from.");
        return new AggregateRecord
        {
            SourceAddress = address,
            Count = count,
            Disposition = _disposition,
            DkimAligned = _dkimResult == "pass",
            SpfAligned = _spfResult == "pass",
            Reasons = _reasons,
            HeaderFrom = _headerFrom,
            EnvelopeFrom = _envelopeFrom,
            EnvelopeTo = _envelopeTo,
            Dkim = _dkim,
            Spf = _spf,
        };
    }

    private void AddReason()
    {
        // Some programs write an empty reason where there is none.
        if ((_type.Length > 0 || _comment is not null) && _reasons.Count < limits.MaxListItems) _reasons.Add(new OverrideReason(_type.Length == 0 ? "other" : _type, _comment));
    }

    private void AddDkim()
    {
        if (_domain.Length == 0 && _result.Length == 0) return;
        if (_dkim.Count >= limits.MaxListItems) problems.Add(FormattableString.Invariant($"A row has more than {limits.MaxListItems} DKIM results."));
        else _dkim.Add(new DkimEntry(_domain, _selector, Result(), _human));
    }

    private void AddSpf()
    {
        if (_domain.Length == 0 && _result.Length == 0) return;
        if (_spf.Count >= limits.MaxListItems) problems.Add(FormattableString.Invariant($"A row has more than {limits.MaxListItems} SPF results."));
        else _spf.Add(new SpfEntry(_domain, _scope, Result(), _human));
    }

    // RFC 7489 appendix C: what others call them.
    private string Result() => _result switch { "" => "none", "unknown" => "temperror", "error" => "permerror", "hardfail" => "fail", _ => _result };
}
