using System.Globalization;
using System.Text.Json;
using Leap.Audit;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Components;

namespace Leap.Web.Pages.Manage.Audit;

/// <summary>How values of the audit log are written for a reader.</summary>
public static class AuditWords
{
    public static string Reason(AuditRecord record, Locale locale) => record switch
    {
        { ObjectKind: AuditObject.Sale } => locale[$"review.reason.{record.Reason}"],
        { Action: AuditAction.SignInReset } => locale[$"people.sign-in.reason.{record.Reason}"],
        { Action: AuditAction.JoinRequestDeclined } => locale[$"requests.reason.{record.Reason}"],
        { Action: AuditAction.ErasureAsked or AuditAction.ErasureCancelled or AuditAction.PersonErased } =>
            locale[$"erase.reason.{record.Reason}"],
        { Action: AuditAction.PersonSuspended or AuditAction.FirmSuspended } => locale[$"suspension.{record.Reason}"],
        { ObjectKind: AuditObject.RestingAddress } => locale[$"resting.reason.{record.Reason}"],
        _ => locale[$"corrections.reason.{record.Reason}"],
    };

    public static string Value(AuditRow row, AuditChange change, JsonElement? value, (Locale Locale, TimeZoneInfo Zone) reader)
    {
        var locale = reader.Locale;
        return value switch
        {
            null => "–",
            { ValueKind: JsonValueKind.True } => locale["audit.yes"],
            { ValueKind: JsonValueKind.False } => locale["audit.no"],
            { ValueKind: JsonValueKind.Number } number => Number(change.Field, number.GetInt64(), locale),
            { ValueKind: JsonValueKind.String } text => Word(row.Record.ObjectKind, change.Field, text, reader),
            { } other => other.GetRawText(),
        };
    }

    private static string Number(string field, long number, Locale locale) => field switch
    {
        nameof(AuditField.Line) or nameof(AuditField.Correction) or nameof(AuditField.Entry)
            or nameof(AuditField.Invitation) or nameof(AuditField.Request) or nameof(AuditField.Version)
            or nameof(AuditField.Firm) =>
            locale.Text("accounts.number", ("id", number.ToString(CultureInfo.InvariantCulture))),
        _ => number < 0 ? locale.Change(number) : locale.Number(number),
    };

    private static string Word(AuditObject kind, string field, JsonElement text, (Locale Locale, TimeZoneInfo Zone) reader)
    {
        var (locale, zone) = reader;
        var word = text.GetString()!;
        switch (field)
        {
            case nameof(AuditField.State):
                return kind == AuditObject.Sale ? locale[$"sales.state.{word}"] : locale[$"corrections.state.{word}"];
            case nameof(AuditField.StartsOn) or nameof(AuditField.EndsOn) or nameof(AuditField.UntilOn)
                or nameof(AuditField.EffectiveOn)
                or nameof(AuditField.LastOn):
                return locale.Date(DateOnly.ParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture));
            case nameof(AuditField.FailedAt) or nameof(AuditField.DueAt):
                return locale.Moment(text.GetDateTime(), zone);
            case nameof(AuditField.Role):
                return locale[$"people.staff.{word}"];
            case nameof(AuditField.Personas):
                return Enum.TryParse<Personas>(word, out var personas) && personas != Personas.None
                    ? PersonaWords.Of(personas, locale)
                    : "–";
            default:
                return word;
        }
    }
}
