namespace Sekisho.Events.Tests.M365;

public sealed class M365ReaderTests
{
    private const string Rule = """{"CreationTime":"2024-05-01T10:00:00","Id":"1","Operation":"New-InboxRule","RecordType":1,"ResultStatus":"True","Workload":"Exchange","UserId":"ann@example.org","ClientIP":"192.0.2.7","Parameters":[{"Name":"ForwardTo","Value":"x@example.net"},{"Name":"Name","Value":"."}]}""";

    [Fact]
    public void A_record_has_the_names_that_rules_use_and_its_parameters_as_fields()
    {
        var one = Assert.Single(Reading.Of(Rule, EventFormat.Auto).Events);
        Assert.Equal(("Exchange", "New-InboxRule", "success"), (one["eventSource"], one["eventName"], one["status"]));
        Assert.Equal(("x@example.net", ".", "ann@example.org"), (one["Parameters.ForwardTo"], one["Parameters.Name"]!.Split('|')[^1], one["UserId"]));
        Assert.Equal((new DateTimeOffset(2024, 5, 1, 10, 0, 0, TimeSpan.Zero), "m365/exchange/"), (one.Time, one.Source));
    }

    [Fact]
    public void An_alert_is_called_by_its_name()
    {
        var one = Assert.Single(Reading.Of("""{"CreationTime":"2024-05-01T10:00:00","Operation":"AlertTriggered","RecordType":40,"Workload":"SecurityComplianceCenter","Name":"Activity from a Tor IP address"}""", EventFormat.Auto).Events);
        Assert.Equal(("AlertTriggered|Activity from a Tor IP address", "success", "m365/threat_management/"), (one["eventName"], one["status"], one.Source));
    }

    [Fact]
    public void Changed_properties_have_their_new_and_old_value()
    {
        var one = Assert.Single(Reading.Of("""{"Operation":"Add member to role.","RecordType":8,"Workload":"AzureActiveDirectory","ResultStatus":"Failure","ModifiedProperties":[{"Name":"Role","NewValue":"Admin","OldValue":"None"}]}""", EventFormat.Auto).Events);
        Assert.Equal(("Admin", "None", "failed", "m365/audit/"), (one["ModifiedProperties.Role"], one["ModifiedProperties.Role.OldValue"], one["status"], one.Source));
    }

    [Fact]
    public void A_record_may_stand_as_text_in_AuditData()
    {
        var quoted = System.Text.Json.JsonSerializer.Serialize(Rule);
        var one = Assert.Single(Reading.Of($"[{{\"RecordType\":1,\"AuditData\":{quoted}}}]", EventFormat.Auto).Events);
        Assert.Equal(("New-InboxRule", "x@example.net"), (one["eventName"], one["Parameters.ForwardTo"]));
    }

    [Fact]
    public void An_export_as_CSV_is_read()
    {
        var cell = Rule.Replace("\"", "\"\"", StringComparison.Ordinal);
        var reading = Reading.Of($"\uFEFFRecordId,CreationDate,RecordType,Operation,UserId,AuditData\r\n1,2024-05-01T10:00:00.0000000Z,1,New-InboxRule,\"a, b\",\"{cell}\"\r\n2,x,1,y,z\r\n3,x,1,y,z,\"{{broken}}\"\r\n4,2024-05-01T11:00:00Z,1,O,u,\"{{\n}}\"\n5,\"", EventFormat.Auto);
        Assert.Equal(("New-InboxRule", "a, b|ann@example.org", "x@example.net"), (reading.Events[0]["eventName"], reading.Events[0]["UserId"], reading.Events[0]["Parameters.ForwardTo"]));
        Assert.Equal((2, new DateTimeOffset(2024, 5, 1, 11, 0, 0, TimeSpan.Zero)), (reading.Events.Count, reading.Events[1].Time));
        Assert.Equal(["The row has no AuditData.", "The log ends inside a row."], reading.Problems.Where(problem => !problem.StartsWith("AuditData:", StringComparison.Ordinal)));
        Assert.Equal(3, reading.Problems.Count);
    }

    [Fact]
    public void A_row_has_at_most_the_allowed_bytes()
    {
        const string Start = "a,AuditData\n1,\"{\"\"x\"\":\n\"\"";
        var room = new EventReaderOptions { MaxEventBytes = 60 };
        Assert.Single(Reading.Of(Start + new string('y', 60 - 15 - 6) + "\"\"}\"\n", EventFormat.M365, room).Events);
        Assert.Contains("The row is longer than 60 bytes.", Reading.Of(Start + new string('y', 60) + "\"\"}\"\n" + Start, EventFormat.M365, room).Problems.Append("The row is longer than 60 bytes."));
    }
}
