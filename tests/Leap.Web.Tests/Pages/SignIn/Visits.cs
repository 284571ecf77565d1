using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Leap.Access;
using Leap.Data;
using Leap.Mail;
using Leap.Members;
using Leap.Programmes;
using Leap.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Pages.SignIn;

/// <summary>What tests of signing in do: choose passwords, set up apps, read mails, fill in the forms.</summary>
internal static partial class Visits
{
    public const string Password = "seven grey herons";

    extension(Site site)
    {
        public Task<long> PersonAsync(string email) =>
            site.ReadAsync(db => db.People.Where(p => p.Email == email).Select(p => p.Id).SingleAsync());

        public async Task GivePasswordAsync(string email)
        {
            var id = await site.PersonAsync(email);
            var outcome = await site.UseAsync(services => services.GetRequiredService<SetPassword>()
                .RunAsync(id, Password, keptSessionId: 0, CancellationToken.None));
            Assert.Null(outcome.Refusal);
        }

        /// <returns>The key of the app.</returns>
        public async Task<string> GiveSecondFactorAsync(string email)
        {
            var id = await site.PersonAsync(email);
            return await site.UseAsync(async services =>
            {
                var keys = services.GetRequiredService<SecondFactorKeys>();
                var offer = keys.Offer(id);
                var key = keys.Offered(id, offer)!;
                var code = Totp.CodeAt(key, Totp.StepAt(services.GetRequiredService<Calendar>().Now) - 1);
                var outcome = await services.GetRequiredService<TurnOnSecondFactor>()
                    .RunAsync(id, offer, code, keptSessionId: null, CancellationToken.None);
                Assert.Null(outcome.Refusal);
                return key;
            });
        }

        public Task<string> CodeAsync(string key, int steps = 0) => site.UseAsync(services =>
            Task.FromResult(Totp.CodeAt(key, Totp.StepAt(services.GetRequiredService<Calendar>().Now) + steps)));

        /// <summary>Person and secret of the newest mail of a kind that went to a person.</summary>
        public async Task<string> LinkAsync(string kind, string page, long personId)
        {
            var body = await site.ReadAsync(db => db.Messages.Where(m => m.Kind == kind && m.PersonId == personId)
                .OrderByDescending(m => m.Id).Select(m => m.Body).FirstAsync());
            var secret = JsonDocument.Parse(body).RootElement.GetProperty("Secret").GetString();
            return $"{page}?person={personId}&secret={secret}";
        }
    }

    extension(HttpClient client)
    {
        public async Task<HttpResponseMessage> TryPasswordAsync(string email, string password, string returnUrl = "")
        {
            var address = returnUrl.Length == 0 ? "/sign-in" : "/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl);
            return await client.PostAsync(
                address, await client.PageAsync("/sign-in"), ("Input.Email", email), ("Input.Password", password));
        }

        public async Task<HttpResponseMessage> FillAsync(string address, params (string Name, string Value)[] fields) =>
            await client.PostAsync(address, await client.PageAsync(address), fields);

        public async Task<bool> IsInAsync() => await client.StatusAsync("/me/security") == HttpStatusCode.OK;
    }

    public static string Lead(this HttpResponseMessage answer) => answer.Headers.Location?.OriginalString ?? "";

    /// <summary>A page's text without what differs from one request to the next.</summary>
    public static async Task<string> BodyAsync(this HttpResponseMessage answer) =>
        Nonces.Replace(Tokens.Replace(await answer.Content.ReadAsStringAsync(), ""), "");

    [GeneratedRegex("__RequestVerificationToken[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tokens { get; }

    [GeneratedRegex("nonce=\"[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex Nonces { get; }
}
