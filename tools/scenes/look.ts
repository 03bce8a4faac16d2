/** How a person is built and dressed. Colours are CSS colours; nobody real is meant. */
export type Look = {
  /** A child has a larger head for its height, and shorter limbs. */
  readonly build?: "child";
  /** Metres, shoes included. */
  readonly height: number;
  /** 0.85 (slight) to 1.25 (heavy): all girths. */
  readonly girth: number;
  /** 0.9 (narrow) to 1.08 (broad). */
  readonly shoulders: number;
  /** 0.92 (narrow) to 1.12 (wide). */
  readonly hips: number;
  readonly skin: string;
  readonly hair: Hair;
  readonly top: Top;
  readonly legs: Legs;
  readonly shoes: string;
  readonly bag?: Bag;
};

export type Hair = {
  readonly style: "short" | "long" | "bun" | "ponytail" | "bald" | "cap" | "beanie" | "scarf";
  /** Of the hair, or of the cloth that covers it. */
  readonly colour: string;
  readonly hasBeard?: boolean;
};

export type Top = {
  /** A jacket and a coat are open in front and show `under`; a coat reaches the knees. */
  readonly kind: "shirt" | "jumper" | "jacket" | "coat";
  readonly colour: string;
  readonly under?: string;
  readonly pattern?: "plain" | "stripes" | "check" | "print";
  readonly sleeves?: "long" | "short";
  /** The colour of a ribbon round the neck, with a card on it. */
  readonly lanyard?: string;
};

export type Legs = { readonly kind: "trousers" | "jeans" | "shorts" | "skirt"; readonly colour: string };

export type Bag = { readonly kind: "backpack" | "shoulder" | "carrier"; readonly colour: string };
