import type { DescribedCustomer } from "@/lib/customers/written-customer";

/** Somebody invented, with an address that nobody can have. */
export type Person = Pick<
  DescribedCustomer,
  "firstName" | "lastName" | "organisation" | "email" | "phone" | "locale" | "billing" | "tags"
>;

/** The `index`th customer of a merchant in this country: always the same one, and no two alike. */
export function personOf(country: "DE" | "GB", index: number): Person {
  const { first, last, streets, cities, organisations, locale, phone } = worlds[country];
  const given = pick(first, index);
  // Two steps that share no factor with the lists' lengths: pairs repeat only after all were used.
  const family = pick(last, index * 7 + Math.floor(index / first.length));
  const isFirm = index % 5 === 3;
  const organisation = isFirm ? `${family} ${pick(organisations, index)}` : "";
  const domain = isFirm ? `${slug(organisation)}.example` : pick(mailHosts, index * 3);
  return {
    ...{ firstName: given, lastName: family },
    organisation,
    email: `${slug(given)}.${slug(family)}@${domain}`,
    phone: `${phone} ${String(5_550_100 + index * 37)}`,
    locale,
    tags: index % 9 === 0 ? ["regular"] : [],
    billing: {
      street:
        country === "DE" ? `${pick(streets, index)} ${index + 3}` : `${index + 3} ${pick(streets, index)}`,
      ...{ state: "", country },
      ...pick<{ postcode: string; city: string }>(cities, index * 11),
    },
  };
}

const mailHosts = ["example.com", "example.org", "example.net", "post.example"] as const;

const worlds = {
  DE: {
    locale: "de-DE",
    phone: "+49 30",
    first: [
      ...["Lena", "Paul", "Emma", "Felix", "Hanna", "Jakob", "Clara", "Moritz", "Ida", "Anton", "Greta"],
      ...["Oskar", "Marlene", "Theo", "Frieda", "Emil", "Ayla", "Deniz", "Milena", "Samir", "Nele", "Bruno"],
      ...["Johanna", "Kai", "Rosa", "Till", "Luisa", "Ole", "Magda", "Henri", "Elif"],
    ],
    last: [
      ...["Albrecht", "Baumann", "Conradi", "Dietz", "Engel", "Falk", "Gerlach", "Hartwig", "Ihde", "Jansen"],
      ...["Kessler", "Lindner", "Maurer", "Nowak", "Oswald", "Petri", "Quandt", "Reuter", "Sommer", "Thiele"],
      ...["Ulmer", "Voss", "Wendt", "Yildirim", "Zander", "Brandes", "Kowalski", "Lorenz", "Behrens"],
    ],
    streets: [
      "Lindenallee",
      "Hafenstraße",
      "Am Markt",
      "Gartenweg",
      "Schillerstraße",
      "Uferpromenade",
      "Kirchgasse",
    ],
    cities: [
      { postcode: "10115", city: "Berlin" },
      { postcode: "20095", city: "Hamburg" },
      { postcode: "50667", city: "Köln" },
      { postcode: "80331", city: "München" },
      { postcode: "04109", city: "Leipzig" },
    ],
    organisations: ["Bau GmbH", "Logistik GmbH", "Architekten", "Druckerei", "Catering GmbH"],
  },
  GB: {
    locale: "en-GB",
    phone: "+44 20",
    first: [
      ...["Amelia", "George", "Olivia", "Harry", "Isla", "Noah", "Freya", "Arthur", "Poppy", "Leo", "Ivy"],
      ...[
        "Oscar",
        "Florence",
        "Archie",
        "Rosie",
        "Theodore",
        "Zara",
        "Imran",
        "Niamh",
        "Rhys",
        "Maya",
        "Callum",
      ],
      ...["Beatrice", "Elliot", "Saskia", "Hugo", "Leila", "Duncan", "Tess", "Kofi", "Yuki"],
    ],
    last: [
      ...["Ashworth", "Bennett", "Carver", "Dunmore", "Ellison", "Fairfax", "Garner", "Holloway", "Ingram"],
      ...[
        "Jarvis",
        "Kendrick",
        "Lockwood",
        "Marlowe",
        "Nettle",
        "Okafor",
        "Pemberton",
        "Quigley",
        "Rowntree",
      ],
      ...[
        "Sinclair",
        "Thorne",
        "Underhill",
        "Vaughan",
        "Whitlock",
        "Yates",
        "Tanaka",
        "Mehta",
        "Abara",
        "Frost",
      ],
      ...["Greaves"],
    ],
    streets: ["High Street", "Mill Lane", "Station Road", "Church Walk", "Victoria Terrace", "Orchard Close"],
    cities: [
      { postcode: "N1 9GU", city: "London" },
      { postcode: "M1 1AE", city: "Manchester" },
      { postcode: "BS1 4DJ", city: "Bristol" },
      { postcode: "EH1 1RE", city: "Edinburgh" },
      { postcode: "LS1 4AP", city: "Leeds" },
    ],
    organisations: ["Consulting Ltd", "Studios", "Engineering Ltd", "Publishing", "Dental Practice"],
  },
} as const;

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .replaceAll(/[^a-z]+/g, "-");
}
