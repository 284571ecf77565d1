using System.Runtime.CompilerServices;
using AngleSharp.Html.Dom;
using Leap.Data;
using Leap.Members;
using Leap.Tests;
using Leap.Web.Tests.Pages.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Manage.Corrections;

/// <summary>Two managers, and what they ask for.</summary>
internal static class Managers
{
    /// <summary>One sign-in for all tests of a class: there is a limit to how many a minute allows.</summary>
    private static readonly ConditionalWeakTable<Site, Task<HttpClient>> Mias = [];

    private static readonly ConditionalWeakTable<Site, Task<HttpClient>> Noahs = [];

    extension(Site site)
    {
        /// <summary>Mia, who is there from the beginning.</summary>
        public Task<HttpClient> MiaAsync() => Mias.GetValue(site, s => s.SignInAsync("manager", "en"));

        /// <summary>Noah, who joins when he is first asked for.</summary>
        public Task<HttpClient> NoahAsync() => Noahs.GetValue(site, s => s.LetNoahJoinAsync());

        private async Task<HttpClient> LetNoahJoinAsync()
        {
            await site.ReadAsync(async db =>
            {
                if (!await db.People.AnyAsync(p => p.Name == "Noah Lind"))
                {
                    db.People.Add(new Person
                    {
                        Name = "Noah Lind", Language = "de", Country = "DE", UserName = "noah@programme.example",
                        Email = "noah@programme.example", NormalizedUserName = "NOAH@PROGRAMME.EXAMPLE",
                        NormalizedEmail = "NOAH@PROGRAMME.EXAMPLE", SecurityStamp = "noah", Staff = StaffRole.Manager,
                    });
                }

                return await db.SaveChangesAsync();
            });
            return await site.SignInAsync("manager", "de");
        }

        public Task<long> PersonAsync(string name) => site.ReadAsync(db => Story.PersonAsync(db, name));

        /// <summary>A whole form that gives points, with some fields of the test's own.</summary>
        public (string Name, string Value)[] GiftFields(IHtmlDocument page, params (string Name, string Value)[] other)
        {
            (string Name, string Value)[] fields =
            [
                ("Input.Key", page.Typed("Input.Key")), ("Input.Act", "Give"), ("Input.Points", "100"), ("Input.Reason", "Goodwill"),
                ("Input.Note", "The module did not open"), ("Input.EffectiveOn", site.Today), ("Input.Corrects", ""),
            ];
            return [.. fields.Where(f => other.All(o => o.Name != f.Name)), .. other];
        }
    }

    extension(HttpClient client)
    {
        /// <summary>Opens the form for the person, changes some fields and sends it.</summary>
        public async Task<HttpResponseMessage> CorrectAsync(Site site, long personId, params (string Name, string Value)[] other)
        {
            var address = $"/manage/corrections/new?person={personId}";
            var page = await client.PageAsync(address);
            return await client.PostAsync(address, page, site.GiftFields(page, other));
        }
    }
}
