"""A small act in Akoma Ntoso as another publisher would write it; its parts can be replaced."""

from __future__ import annotations

from diptych.akn.names import AKN

ARTICLE = '<article eId="art_1"><num>Art. 1</num><content><p>Das Wasser ist frei.</p></content></article>'


def act(body: str = ARTICLE, *, number: str = "7", language: str = "deu", more: str = "", meta: str = "",
        namespace: str = AKN, preface: str = "<p><docTitle>Gesetz</docTitle></p>", behind: str = "") -> bytes:
    """The act; `meta` follows its identification, `more` the country, `behind` the body."""
    work, text = f"/akn/ch/act/2020/{number}", f"/akn/ch/act/2020/{number}/{language}@"
    return f"""<akomaNtoso xmlns="{namespace}">
  <act name="act">
    <meta>
      <identification source="#a">
        <FRBRWork>
          <FRBRthis value="{work}/!main"/><FRBRuri value="{work}"/>
          <FRBRdate date="2020-05-06" name="issued"/><FRBRauthor href="#a"/><FRBRcountry value="ch"/>{more}
        </FRBRWork>
        <FRBRExpression>
          <FRBRthis value="{text}/!main"/><FRBRuri value="{text}"/>
          <FRBRdate date="2020-05-06" name="issued"/><FRBRauthor href="#a"/><FRBRlanguage language="{language}"/>
        </FRBRExpression>
        <FRBRManifestation>
          <FRBRthis value="{text}/!main.xml"/><FRBRuri value="{text}.xml"/>
          <FRBRdate date="2020-05-06" name="markup"/><FRBRauthor href="#a"/>
        </FRBRManifestation>
      </identification>{meta}
    </meta>
    <preface>{preface}</preface>
    <body>{body}</body>{behind}
  </act>
</akomaNtoso>
""".encode()
