namespace Sekisho.MailAuth.Reports.Aggregate;

/// <summary>Puts a report together from elements, in whatever order they come.</summary>
internal sealed class AggregateAssembly(ReportLimits limits, ReportProblems problems)
{
    private readonly List<string> _errors = [];
    private readonly List<AggregateRecord> _records = [];
    private AggregateReport _report = new();
    private PublishedPolicy _policy = new();
    private RowAssembly? _row;
    private bool _isReport;
    private bool _hasPolicy;
    private long _rows;
    private long _unkept;

    public void Begin(IReadOnlyList<string> names, string space)
    {
        switch (names[^1])
        {
            case "feedback":
                if (_isReport) problems.Add("There is more than one report in the file; they were read as one.");
                _isReport = true;
                _report = _report with { Namespace = XmlValues.Plain(space) };
                break;
            case "record":
                _row = new RowAssembly(limits, problems);
                _rows++;
                break;
            case "dkim" or "spf" when Parent(names) == "auth_results":
                _row?.BeginResult();
                break;
            case "reason":
                _row?.BeginReason();
                break;
        }
    }

    public void End(IReadOnlyList<string> names, string value)
    {
        var name = names[^1];
        var parent = Parent(names);
        value = XmlValues.Plain(value);
        if (name == "record") EndRow();
        else if (_row is not null) _row.Take(parent, name, value);
        else if (parent is "report_metadata" or "date_range") TakeMetadata(name, value);
        else if (parent == "policy_published") TakePolicy(name, value);
    }

    /// <summary>The report; null where nothing in the file is one.</summary>
    public AggregateReport? ToReport()
    {
        if (_row is not null) EndRow();
        if (!_isReport && !_hasPolicy && _rows == 0) return null;
        if (!_isReport) problems.Add("The element feedback is missing.");
        if (_policy.Domain.Length == 0) problems.Add("The report does not say which domain it is about.");
        if (_report.ReportId.Length == 0) problems.Add("The report has no identifier.");
        if (_report.Begin is null || _report.End is null) problems.Add("The report does not say from when to when it is.");
        if (_unkept > 0) problems.Add(FormattableString.Invariant($"{_unkept} of {_rows} rows were left out."));
        if (_rows == 0) problems.Add("The report has no rows.");
        return _report with { Policy = _policy, Records = _records, Errors = _errors };
    }

    private void EndRow()
    {
        var row = _row?.ToRecord();
        _row = null;
        if (row is not null && _records.Count < limits.MaxRecords)
        {
            _records.Add(row);
            return;
        }

        if (row is not null) problems.Add(FormattableString.Invariant($"The report has more than {limits.MaxRecords} rows."));
        _unkept++;
    }

    private void TakeMetadata(string name, string value)
    {
        switch (name)
        {
            case "org_name": _report = _report with { OrganizationName = value }; break;
            case "email": _report = _report with { Email = value }; break;
            case "extra_contact_info" when value.Length > 0: _report = _report with { ExtraContact = value }; break;
            case "report_id": _report = _report with { ReportId = value }; break;
            case "generator" when value.Length > 0: _report = _report with { Generator = value }; break;
            case "error" when value.Length > 0 && _errors.Count < limits.MaxListItems: _errors.Add(value); break;
            case "begin": _report = _report with { Begin = XmlValues.Moment(value) }; break;
            case "end": _report = _report with { End = XmlValues.Moment(value) }; break;
        }
    }

    private void TakePolicy(string name, string value)
    {
        _hasPolicy = true;
        var word = value.Length == 0 ? null : value.ToLowerInvariant();
        switch (name)
        {
            case "domain": _policy = _policy with { Domain = XmlValues.Domain(value) }; break;
            case "p": _policy = _policy with { Policy = word }; break;
            case "sp": _policy = _policy with { SubdomainPolicy = word }; break;
            case "np": _policy = _policy with { NonExistentPolicy = word }; break;
            case "adkim": _policy = _policy with { DkimAlignment = word }; break;
            case "aspf": _policy = _policy with { SpfAlignment = word }; break;
            case "fo": _policy = _policy with { FailureOptions = word }; break;
            case "testing" or "t": _policy = _policy with { IsTesting = word == "y" }; break;
            case "discovery_method": _policy = _policy with { DiscoveryMethod = word }; break;
            case "pct" when XmlValues.Count(value) is { } percent and <= 100: _policy = _policy with { Percent = (int)percent }; break;
            case "pct" when value == "0": _policy = _policy with { Percent = 0 }; break;
        }
    }

    private static string Parent(IReadOnlyList<string> names) => names.Count > 1 ? names[^2] : "";
}
